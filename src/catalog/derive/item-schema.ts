import { z } from 'zod';
import type { Attribute, Dataset, ItemOf } from '../define-dataset.ts';

/** One attribute's value as the document client reads and writes it. */
export type ItemValue = string | number | readonly string[];

/** An item of any dataset, when the code at hand serves them all. */
export type AnyItem = Readonly<Record<string, ItemValue | undefined>>;

const isoDate = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/**
 * The schema of one attribute's value.
 *
 * Segments are closed; tiers and features are open, because an existing table may hold others.
 */
export function attributeSchema(attribute: Attribute): z.ZodType<ItemValue> {
  switch (attribute.kind) {
    case 'key':
    case 'name':
    case 'text':
      return z.string().min(1);
    case 'personal':
      return z.string();
    case 'segment':
      return z.enum(Object.keys(attribute.values));
    case 'metric': {
      const number = attribute.whole ? z.int() : z.number();
      return number.min(attribute.range[0]).max(attribute.range[1]);
    }
    case 'expiry':
      return z.int().min(0);
    case 'time':
      return isoDate;
    case 'list':
      return z.array(z.string().min(1));
  }
}

/** The schema of a complete item: every attribute there and valid, nothing else. What we write must pass it. */
export function itemSchema<D extends Dataset>(dataset: D): z.ZodType<ItemOf<D>> {
  const shape = Object.fromEntries(
    Object.entries(dataset.attributes).map(([name, attribute]) => [name, attributeSchema(attribute)]),
  );
  return z.strictObject(shape) as unknown as z.ZodType<ItemOf<D>>;
}

import { z } from 'zod';

/** The `action_id` of each field of our forms; the block's id names the field. */
export const fieldAction = 'value';

const optionSchema = z.object({ value: z.string() });
const fieldSchema = z.object({
  value: z.string().nullish(),
  selected_option: optionSchema.nullish(),
  selected_options: z.array(optionSchema).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});

/** What somebody filled into a form, by the name of the field; empty fields are undefined. */
export interface FormValues {
  /** Whether the form asks for it at all. */
  has(name: string): boolean;
  /** A text, an option, a time of day, or the id of a person or a channel. */
  text(name: string): string | undefined;
  /** Several options or people. */
  texts(name: string): readonly string[];
  /** Seconds since 1970. */
  seconds(name: string): number | undefined;
}

/** Reads a submitted view's state, which comes from the client: what is not as it should be counts as empty. */
export function readFormValues(state: unknown): FormValues {
  const blocks = z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).safeParse(state).data;
  const field = (name: string) => fieldSchema.safeParse(blocks?.values[name]?.[fieldAction]).data;
  return {
    has: (name) => field(name) !== undefined,
    text(name) {
      const found = field(name);
      const text =
        found?.value ??
        found?.selected_option?.value ??
        found?.selected_user ??
        found?.selected_conversation ??
        found?.selected_time;
      return text?.trim() || undefined;
    },
    texts: (name) => field(name)?.selected_options?.map(({ value }) => value) ?? field(name)?.selected_users ?? [],
    seconds: (name) => field(name)?.selected_date_time ?? undefined,
  };
}

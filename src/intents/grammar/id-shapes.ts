import type { Dataset } from '../../catalog/define-dataset.ts';
import { attributesOfKind, idPrefixes } from '../../catalog/derive/attribute-names.ts';

/** The ways in which ids of one prefix are typed; the first group that matches holds what follows the prefix. */
export interface IdShape {
  readonly prefix: string;
  readonly shape: RegExp;
}

/**
 * `agent-42`, `agent 42`, `agent42`, `Agent #42`, `student 4532` for `stu_4532`; beyond digits only as it is written
 * in the table.
 */
export function idShapesOf(dataset: Dataset): readonly IdShape[] {
  const prefixes = idPrefixes(dataset);
  const shapes = prefixes.map((prefix) => ({ prefix, shape: shapeOf(prefix, [...stemsOf(dataset, prefix)]) }));
  const [only, ...others] = prefixes;
  // "#42" names nobody where it might be a student, a tutor or a region.
  const bare = others.length > 0 ? [] : [{ prefix: only, shape: /(?<![\p{L}\d])#(\d+)(?![\p{L}\d%.])/iuy }];
  return [...shapes, ...bare];
}

/** What a prefix is called: its own letters, and the value that begins with them, as `student` does with `stu_`. */
function stemsOf(dataset: Dataset, prefix: string): ReadonlySet<string> {
  const stem = prefix.replace(/[^\p{L}]+$/u, '');
  const values = attributesOfKind(dataset, 'segment').flatMap(([, attribute]) => Object.keys(attribute.values));
  return new Set([stem, ...values.filter((value) => value.startsWith(stem))]);
}

/** The prefix of the ids of members of a value: `stu_` of `student`. */
export const prefixOfValue = (dataset: Dataset, value: string): string | undefined =>
  idPrefixes(dataset).find((prefix) => stemsOf(dataset, prefix).has(value));

function shapeOf(prefix: string, stems: readonly string[]): RegExp {
  const own = escaped(prefix);
  const slug = prefix.endsWith('_') ? '[a-z\\d]+(?:[_-][a-z\\d]+)*(?![\\p{L}\\d])' : '(?=[a-z-]*\\d)[a-z\\d][a-z\\d-]*';
  const digits = '(\\d+)(?![\\p{L}\\d%.,]*\\p{L})(?![.,]?\\d|\\s?%)';
  const numbered = `(?:${stems.map(escaped).join('|')})(?:[-_ ]{0,2}#?|\\s+(?:no\\.?|number|id)\\s*[#:]?\\s*)${digits}`;
  // "Health student 3 days ago" names no student.
  const length = `(?!(?:${stems.map(escaped).join('|')})\\s+\\d+\\s+(?:days?|weeks?|wks?|months?|quarters?|years?|yrs?)(?![\\p{L}\\d]))`;
  return new RegExp(`(?<![\\p{L}\\d])(?:${length}${numbered}(?!_)|${own}(${slug}))(?:'s(?!\\p{L}))?`, 'iuy');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

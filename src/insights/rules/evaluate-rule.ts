import type { AnyItem } from '../../catalog/derive/item-schema.ts';
import { figureOf, type MemberState, moveOf, silentDays } from './member-state.ts';
import type { Condition, LevelCondition, Rule } from './rule.ts';

/** Undefined: the figures that would decide it are not there. */
type Holds = boolean | undefined;

/** `starts`: by the thresholds. `lasts`: by the margins that end it. */
type Mode = 'starts' | 'lasts';

/**
 * What a change means for one rule.
 *
 * `fires`: the condition holds and did not before. `goesOn`: the trouble was there and still is. `ended`: it was
 * there, or may have been, and is not any more. `undecided`: the sample must be read to know.
 */
export type RuleOutcome = 'fires' | 'goesOn' | 'ended' | 'quiet' | 'undecided';

/** A member before and after a change; `before` is absent for a new one, `after` for one that is gone. */
export interface Step extends Pick<MemberState, 'past' | 'now'> {
  readonly before?: AnyItem | undefined;
  readonly after?: AnyItem | undefined;
}

/** What a change means for a rule. Without a sample that is needed it is `undecided`; an empty one is an answer. */
export function evaluateRule(rule: Rule, { before, after, past, now }: Step): RuleOutcome {
  const holds = (item: AnyItem | undefined, mode: Mode): Holds =>
    item === undefined ? false : ruleHolds(rule, { item, past, now }, mode);
  const lasted = holds(before, 'lasts');
  if (after === undefined) return lasted === false ? 'quiet' : 'ended';
  const starts = holds(after, 'starts');
  if (starts === true) return holds(before, 'starts') === true ? 'goesOn' : 'fires';
  const lasts = holds(after, 'lasts');
  if (past === undefined && (starts === undefined || (lasts === undefined && lasted !== false))) return 'undecided';
  if (lasts === true) return lasted === true ? 'goesOn' : 'quiet';
  // A figure that is missing is no recovery.
  return lasts === undefined || lasted === false ? 'quiet' : 'ended';
}

/** Whether a rule's condition holds: true, false, or undefined where the figures don't decide it. */
export function ruleHolds(rule: Rule, state: MemberState, mode: Mode): Holds {
  return anyOf(rule.when.map((alternative) => alternativeHolds(alternative, state, mode)));
}

/** The conditions that make a rule hold: those of all alternatives that do. */
export function conditionsMet(rule: Rule, state: MemberState): readonly Condition[] {
  const met = rule.when.filter((alternative) => alternativeHolds(alternative, state, 'starts') === true);
  const lasting = rule.when.filter((alternative) => alternativeHolds(alternative, state, 'lasts') === true);
  return (met.length > 0 ? met : lasting).flat();
}

function alternativeHolds(alternative: readonly Condition[], state: MemberState, mode: Mode): Holds {
  const all = alternative.map((condition) => conditionHolds(condition, state, mode));
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

function anyOf(all: readonly Holds[]): Holds {
  if (all.includes(true)) return true;
  return all.includes(undefined) ? undefined : false;
}

function conditionHolds(condition: Condition, state: MemberState, mode: Mode): Holds {
  switch (condition.kind) {
    case 'level': {
      const value = figureOf(state, condition.metric);
      return value === undefined ? undefined : isBeyond(condition, value, mode);
    }
    case 'move': {
      const moved = moveOf(state, condition.metric, condition.withinDays);
      const least = mode === 'starts' ? condition.by : condition.lastsTo;
      return moved === undefined ? undefined : (condition.goes === 'up' ? moved : -moved) >= least;
    }
    case 'segment': {
      const value = state.item[condition.segment];
      return typeof value === 'string' ? condition.among.includes(value) : undefined;
    }
    case 'silence': {
      const days = silentDays(state, condition.time);
      return days === undefined ? undefined : days >= condition.days;
    }
  }
}

function isBeyond({ is, value: threshold, lastsTo }: LevelCondition, value: number, mode: Mode): boolean {
  const line = mode === 'starts' ? threshold : lastsTo;
  if (is === 'atLeast') return value >= line;
  return is === 'atMost' ? value <= line : value < line;
}

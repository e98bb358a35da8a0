/** One trouble of a member, and how bad it is. */
export interface Weighed {
  readonly fingerprint: string;
  /** 0 to 100. */
  readonly riskScore: number;
  /** US dollars a year; 0 where none are known. */
  readonly moneyAtRisk: number;
}

/** What is told of members who are looked at for the first time. */
export interface FirstLookBounds {
  /** Up to so many troubles all are told. */
  readonly most: number;
  /** Of more than that, so many are told; the others are kept. */
  readonly told: number;
  /** Troubles of a risk above this come before all others: no channel may want to hear of the rest. */
  readonly aboveRisk: number;
}

/**
 * A team can work through a few groups of alerts on the day that Vitals comes to them, and not through the thousands
 * that a large table holds: those are not news, and nobody can take care of them at once.
 */
export const defaultFirstLookBounds: FirstLookBounds = { most: 300, told: 100, aboveRisk: 0 };

/** Members in trouble who are looked at for the first time, ranked. */
export interface FirstLook<Member> {
  /** The most urgent first, as alerts are told. */
  readonly inOrder: readonly Member[];
  /** The fingerprints of what is kept without being told: all but the most urgent, where there are too many. */
  readonly keptBack: ReadonlySet<string>;
}

export function rankFirstLook<Member extends { readonly found: readonly Weighed[] }>(
  members: readonly Member[],
  { most, told, aboveRisk }: FirstLookBounds,
): FirstLook<Member> {
  const byUrgency = (one: Weighed, other: Weighed): number =>
    Number(other.riskScore > aboveRisk) - Number(one.riskScore > aboveRisk) ||
    other.moneyAtRisk - one.moneyAtRisk ||
    other.riskScore - one.riskScore ||
    (one.fingerprint < other.fingerprint ? -1 : 1);
  const ranked = members
    .flatMap((member) => member.found.map((weighed) => ({ member, weighed })))
    .sort((one, other) => byUrgency(one.weighed, other.weighed));
  const rest = ranked.length > most ? ranked.slice(told) : [];
  return {
    inOrder: [...new Set(ranked.map(({ member }) => member))],
    keptBack: new Set(rest.map(({ weighed }) => weighed.fingerprint)),
  };
}

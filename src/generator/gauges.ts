/** Measures one thing about members that pass by, and keeps none of them. */
export interface Gauge<Member> {
  add(member: Member): void;
  /** What was measured, and what it is held against; NaN where nobody stands behind it. */
  read(): { readonly measured: number; readonly against: number };
}

type Fits<Member> = (member: Member) => boolean;
type Measure<Member> = (member: Member) => number;

/** The mean of a figure over those who fit, against its mean over everyone. */
export function createLevelGauge<Member>(measure: Measure<Member>, fits: Fits<Member>): Gauge<Member> {
  const group = { count: 0, total: 0 };
  const everyone = { count: 0, total: 0 };
  return {
    add: (member) => {
      const value = measure(member);
      for (const sums of fits(member) ? [group, everyone] : [everyone]) {
        sums.count += 1;
        sums.total += value;
      }
    },
    read: () => ({ measured: group.total / group.count, against: everyone.total / everyone.count }),
  };
}

/** The share of one thing among those who fit another, against its share among everyone. */
export function createShareGauge<Member>(of: Fits<Member>, among: Fits<Member>): Gauge<Member> {
  const counts = { everyone: 0, of: 0, among: 0, both: 0 };
  return {
    add: (member) => {
      const isOf = of(member);
      const isAmong = among(member);
      counts.everyone += 1;
      if (isOf) counts.of += 1;
      if (isAmong) counts.among += 1;
      if (isOf && isAmong) counts.both += 1;
    },
    read: () => ({ measured: counts.both / counts.among, against: counts.of / counts.everyone }),
  };
}

/** Pearson's correlation of two figures, against none; by running means, which do not lose digits in large sums. */
export function createLinkGauge<Member>(first: Measure<Member>, second: Measure<Member>): Gauge<Member> {
  let count = 0;
  const means = { first: 0, second: 0 };
  const squares = { first: 0, second: 0, product: 0 };
  return {
    add: (member) => {
      count += 1;
      const values = { first: first(member), second: second(member) };
      const before = { first: values.first - means.first, second: values.second - means.second };
      means.first += before.first / count;
      means.second += before.second / count;
      const after = values.second - means.second;
      squares.first += before.first * (values.first - means.first);
      squares.second += before.second * after;
      squares.product += before.first * after;
    },
    read: () => ({ measured: squares.product / Math.sqrt(squares.first * squares.second), against: 0 }),
  };
}

/** The share of members of whom something holds, against all of them. */
export function createRuleGauge<Member>(holds: Fits<Member>): Gauge<Member> {
  const counts = { everyone: 0, holding: 0 };
  return {
    add: (member) => {
      counts.everyone += 1;
      if (holds(member)) counts.holding += 1;
    },
    read: () => ({ measured: counts.holding / counts.everyone, against: 1 }),
  };
}

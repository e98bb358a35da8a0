/** How a question begins that asks what was noticed; what follows says about whom. */
const leads = [
  /^(?:so |and )?(?:what's|whats|what is|is there anything|anything|any|something) (?:new|news|unusual|noteworthy|alarming|worrying|to worry about|to know|to report)\b/iu,
  /^(?:is there )?anything (?:else )?(?:that )?(?:i|we) (?:should|need to|must|have to|ought to) (?:know|be aware|worry|care|see|look at)\b(?: about| of)?/iu,
  /^what (?:should (?:i|we)|do (?:i|we) need to|must (?:i|we)) (?:know|be aware of|worry about)\b/iu,
  /^(?:what )?(?:did|have|has) (?:you|vitals|it|we) (?:just |recently |already )?(?:notic|spott?|f[io]u?nd|flag|detect)(?:e|ed|ged)?\b(?: (?:anything|something)(?: new| unusual| else)?)?/iu,
  /^(?:did|has|is) (?:anything|something) (?:new |else |bad )?(?:happen(?:ed|ing)?|going on|go(?:ne)? wrong)\b(?: (?:with|to))?/iu,
  /^what (?:was|were|got|has been|have been) (?:noticed|spotted|flagged|raised|detected|found)\b/iu,
];

/** The same about one member, who must then be named. */
const leadsOfOne =
  /^(?:why|how come|explain|reasons? for|what (?:has )?(?:happened|happens|is happening|changed|is wrong)|what's (?:wrong|happening|up|new)|whats (?:wrong|up|new)|anything|any news)\b(?: (?:to|with|on|about|for|in))?/iu;

export interface News {
  /** About whom, and of which kind. */
  readonly about: string;
  readonly isOfOne: boolean;
}

/**
 * What a question that asks what was noticed is about: "anything new about students", "what happened to agent-42",
 * "why was stu_4532 flagged". Undefined where a text asks for nothing of the kind.
 *
 * @param text without words of politeness before it or marks after it
 */
export function newsIn(text: string): News | undefined {
  for (const lead of leads) {
    const found = lead.exec(text);
    if (found !== null) return { about: text.slice(found[0].length).trim(), isOfOne: false };
  }
  const found = leadsOfOne.exec(text);
  return found === null ? undefined : { about: text.slice(found[0].length).trim(), isOfOne: true };
}

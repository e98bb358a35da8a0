import type { ExplanationDraft } from './explainer.ts';

interface Recommendation {
  readonly text: string;
  /** Metrics of which one must be among the reasons. */
  readonly reasons?: readonly string[];
  /** A segment and the value that it must have. */
  readonly segment?: readonly [string, string];
  /** Only where nothing has been done for long. */
  readonly silent?: boolean;
}

/** Who reads more than a few does none of them. */
const most = 4;

const call: Recommendation = { text: 'Schedule immediate check-in call' };

const forChurn: readonly Recommendation[] = [
  { text: 'Ask what went wrong before offering anything, and settle that first', reasons: ['npsScore'] },
  { text: 'Go through the open support tickets and give each an owner', reasons: ['supportTicketsCount'] },
  { text: 'Set up lead routing, so that enquiries are answered sooner', reasons: ['averageResponseTime'] },
  { text: 'Show the features that agents of this kind get most from', reasons: ['engagementTrend'] },
  { text: 'Review plan and price with the account owner', segment: ['spendLevel', 'moreThan10k'] },
  { text: 'Offer an onboarding refresher with an experienced agent', segment: ['experienceLevel', 'rookie'] },
  { text: 'Share what works for listings in a cooling market', segment: ['marketTypeCondition', 'cooling'] },
  { text: 'Read the last contacts and note what changed since' },
  { text: 'Agree on one next step and who takes it' },
];

/**
 * What to do, by prediction type, the most fitting first.
 *
 * @see 003_2efa9edf8ad539cf.txt for the three of inbound calls
 */
const recommendations: Readonly<Record<ExplanationDraft['predictionType'], readonly Recommendation[]>> = {
  high_churn_risk: [call, ...forChurn],
  rising_churn_risk: [{ text: 'Call this week, while it is still early' }, ...forChurn],
  high_revenue_at_risk: [
    call,
    { text: 'Bring in the account owner, and agree on a plan to keep the account' },
    ...forChurn,
  ],
  low_engagement: [
    { text: 'Find out whether the account is still in use, and by whom', silent: true },
    { text: 'Call and ask what keeps them from using the platform' },
    { text: 'Offer an onboarding refresher with an experienced agent', segment: ['experienceLevel', 'rookie'] },
    { text: 'Set the team up with a shared view of leads', segment: ['businessModel', 'team'] },
    { text: 'Show the features that are paid for and not used' },
    { text: 'Agree on one habit to begin with, and look again after it' },
  ],
  low_satisfaction: [
    { text: 'Call in person, listen first, and write down what is said' },
    { text: 'Go through the open support tickets and give each an owner', reasons: ['supportTicketsCount'] },
    { text: 'Have the slowest tickets looked at by a senior colleague', reasons: ['averageResolutionTime'] },
    { text: 'Tell them what was done about the last complaint' },
    { text: 'Ask again once it is settled' },
  ],
  low_health_score: [
    { text: 'Schedule immediate check-in call', segment: ['entity_type', 'student'] },
    { text: 'Offer session with senior tutor', segment: ['entity_type', 'student'] },
    { text: 'Find out why sessions stopped, and book the next one together', reasons: ['sessions_7d'] },
    { text: 'Talk with the tutor about the workload', segment: ['entity_type', 'tutor'] },
    { text: 'Read the latest session ratings together', reasons: ['avg_rating'] },
    { text: 'Pair with a senior tutor for a while', segment: ['entity_type', 'tutor'] },
    { text: 'Check whether enough tutors are available', segment: ['entity_type', 'subject'] },
    { text: 'Check whether enough tutors are available', segment: ['entity_type', 'region'] },
    { text: 'Look at which students pull the figure down', segment: ['entity_type', 'subject'] },
    { text: 'Look at which subjects pull the figure down', segment: ['entity_type', 'region'] },
    { text: 'Look at what changed in the days before the fall' },
  ],
  high_ib_call_frequency: [
    call,
    { text: 'Review IB call transcripts' },
    { text: 'Offer session with senior tutor', segment: ['entity_type', 'student'] },
    { text: 'Talk with the tutor about what the calls are about', segment: ['entity_type', 'tutor'] },
    { text: 'Read the latest session ratings together', reasons: ['avg_rating'] },
  ],
};

/** Two to four things to do that fit the type, the segments and the reasons. */
export function recommendationsFor(draft: ExplanationDraft): string[] {
  const fitting = recommendations[draft.predictionType].filter((each) => fits(each, draft));
  return [...new Set(fitting.map(({ text }) => text))].slice(0, most);
}

function fits({ reasons, segment, silent }: Recommendation, draft: ExplanationDraft): boolean {
  if (reasons?.some((metric) => draft.reasons.some((reason) => reason.metric === metric)) === false) return false;
  if (segment !== undefined && draft.segments[segment[0]] !== segment[1]) return false;
  return silent !== true || draft.silentDays !== undefined;
}

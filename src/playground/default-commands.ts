import type { SlashCommand } from './stand.ts';

/** The commands that the workspace knows, as the manifest registers them. */
export const defaultCommands: readonly SlashCommand[] = [
  { name: '/agents', hint: 'churn rookie', description: 'Ask how the agents are doing' },
  { name: '/metrics', hint: 'student health < 70', description: 'Ask how students, tutors, subjects and regions are' },
  {
    name: '/insights',
    hint: 'churn above 80',
    description: 'See what was noticed, and be told of it',
    escapes: true,
  },
];

/** What the page offers a newcomer to try: the first three stand in the welcome. */
export const defaultExamples: readonly string[] = [
  '/agents churn rookie',
  '/insights',
  '/agents set agent-7 churn 92',
  '/metrics student health < 70',
  '/agents top 10 revenue at risk luxury',
  '/agents compare rookie veteran nps',
  '/agents revenue by specialization',
  '/agents nps < 30 veteran',
  '/agents inactive for 20 days',
  '/agents agent-42',
  '/agents set agent-42 nps 72',
  '/agents help',
  '/metrics stu_4532',
  '/insights churn above 80',
  '/insights watch churn above 80 rookies in #cs-alerts',
  '/insights watches',
  '/insights outcomes',
];

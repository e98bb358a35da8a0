import type { SuggestedPrompt } from '../posting/slack-port.ts';

/** What someone may begin with who writes to the app: the manifest has the same. */
export const suggestedPrompts: readonly SuggestedPrompt[] = [
  { title: 'Churn among rookies', message: 'What is the churn risk of rookies?' },
  { title: 'Revenue at risk', message: 'Who are the top 10 by revenue at risk in luxury?' },
  { title: 'Compare groups', message: 'Compare NPS of rookies and veterans' },
  { title: 'What can I ask?', message: 'help' },
];

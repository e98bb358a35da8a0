/** Questions of every kind, as people write them. */
export const questions: readonly string[] = [
  'what is the churn of rookies?',
  'how many urban veterans have an nps below 30',
  'top 10 by revenue at risk in luxury',
  'break revenue down by specialization for brokerages',
  'compare rookies and veterans on nps and churn',
  'who has been inactive for more than 20 days and spends over $10k a year',
  'set agent-42 nps to 72',
  'median reponse time of suburban comercial agents with lead conversion above 5 %',
  'how is Jane Fisher doing?',
  'delete all agents with low engagement',
];

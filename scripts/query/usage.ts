export const usage = `Look into the tables of metrics and insights, by the queries that their indexes answer.

  npm run --silent query -- metrics stu_4532                            one entity
  npm run --silent query -- metrics --type student                      all of a type
  npm run --silent query -- metrics --type student --below 70           of a type, by health, lowest first
  npm run --silent query -- metrics --type tutor --since 2025-01-15     updated since then, latest first

  npm run --silent query -- insights stu_4532                           the newest 10 about someone
  npm run --silent query -- insights stu_4532 --month 2025-01           those of a month
  npm run --silent query -- insights --type high_churn_risk --since 2025-01-15
  npm run --silent query -- insights --above 80                         risk scores above that, highest first

  --type    student, tutor, subject or region; for insights a prediction type
  --below   health below a score from 0 to 100 (metrics)
  --above   health or risk above a score from 0 to 100
  --since   an ISO date or time; without a zone it is UTC
  --month   YYYY-MM, with an id (insights)
  --limit   at most so many (insights: 10, metrics: all)
  --json    JSON lines instead of a table
`;

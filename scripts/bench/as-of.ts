/** The day on which the lives of all that is generated here end, so that every run has the same people. */
export const asOf = '2026-01-01';

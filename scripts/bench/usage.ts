export const usage = `npm run bench                       the app as a first run has it, with 500 agents
npm run bench -- --agents 100000    questions, memory, filling, lag and answers end to end with so many agents
npm run bench -- --agents 500,10000,100000,1000000

Options of a run with --agents:
  --short   measures only as long as it takes to see that it works; its figures are not to be quoted
  --keep    keeps the loaded tables in the system's directory for temporary files, and uses those that were kept

With more than 200,000 agents only the read model is filled and asked, straight from memory: no table is made.
Figures go to bench.json too, beside those of other runs. Exits with 1 when a figure misses its target.
Without --keep, nothing is left behind but that file.
`;

/** How long each measurement is to go on. */
export interface RunLengths {
  /** How often each question is put to the read model. */
  readonly modelRuns: number;
  /** How often each question is put to the repository, by number of agents: it reads the table each time. */
  readonly repositoryRuns: (agents: number) => number;
  readonly lagSeconds: number;
  /** Requests of each question, end to end. */
  readonly requests: number;
}

export const fullRun: RunLengths = {
  modelRuns: 100,
  repositoryRuns: (agents) => (agents <= 1_000 ? 50 : agents <= 20_000 ? 10 : 3),
  lagSeconds: 30,
  requests: 200,
};

/** Enough to see that it works; its figures are not to be quoted. */
export const shortRun: RunLengths = {
  modelRuns: 10,
  repositoryRuns: () => 2,
  lagSeconds: 5,
  requests: 20,
};

/** From how many agents on only the read model is filled and asked, directly. */
export const onlyModelFrom = 200_001;

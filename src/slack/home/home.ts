import type { Message } from '../posting/message.ts';

/** The Home tab of each person. */
export interface Home {
  /**
   * Shows it to a person as things are now.
   *
   * @param notice what they are to be told at its top
   * @throws {AppError} `slack.*`; what cannot be read is said in it
   */
  publish(userId: string, notice?: Message): Promise<void>;
}

/**
 * Every button, select and view that the app puts in a message, by name. Blocks and listeners both
 * read this table, so that neither can name one that the other lacks.
 */
export const actionIds = {
  /** Answers the carried intent in a new message to the asker. */
  show: 'show',
  /** Answers the carried intent where it was asked: of what may have been meant, this is it. */
  choose: 'choose_reading',
  /** Answers the carried intent in place of the message that holds the button. */
  replace: 'replace',
  /** Answers the carried intent where the whole channel can see it. */
  post: 'post_to_channel',
  /** Sends all rows of the carried intent's answer as a file to whoever pressed. */
  export: 'download_csv',
  /** Opens the modal that shows a proposed change, old and new. */
  review: 'review_update',
  /** Asks the question of the message again, with one thing changed, and answers in its place. */
  refine: 'refine',
  /** Says whether an answer was of use. */
  feedback: 'feedback',
  /** Does something with the alert that its block names: what is in the value, the option or the chosen person. */
  alert: 'alert',
  /** Acknowledges every open alert of a group. */
  acknowledgeGroup: 'acknowledge_group',
  /** Opens the modal for a new watch. */
  newWatch: 'new_watch',
  /** Opens the modal for a new silence. */
  newSilence: 'new_silence',
  /** Edits, pauses or removes a watch, or removes a digest or a silence. */
  watch: 'watch',
  /** Has a channel tried again that takes no messages. */
  tryChannel: 'try_channel',
  /** Shows the Home tab anew. */
  refreshHome: 'refresh_home',
} as const;

export type ActionName = keyof typeof actionIds;

export const viewIds = {
  /** The modal of a proposed change; submitting it applies the change. */
  update: 'apply_update',
  /** Asks until when an alert is snoozed. */
  snooze: 'snooze_alert',
  /** Asks who takes care of an alert. */
  assign: 'assign_alert',
  /** Asks for all that makes a watch. */
  watch: 'save_watch',
  /** Asks which alerts are silent, and for how long. */
  silence: 'save_silence',
} as const;

/** An `action_id` that is unique within its block: the action's id and an ordinal. */
export function actionId(name: ActionName, ordinal: number): string {
  return `${actionIds[name]}:${ordinal}`;
}

/** Matches every `action_id` made for this action. */
export function actionPattern(name: ActionName): RegExp {
  return new RegExp(`^${actionIds[name]}:\\d+$`);
}

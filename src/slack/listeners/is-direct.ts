/** Whether a conversation is one of a person and the app: Slack's ids of those begin with a D. */
export function isDirect(channel: string | undefined): boolean {
  return channel?.startsWith('D') === true;
}

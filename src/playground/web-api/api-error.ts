/** A refusal in Slack's words: what a call answers as `ok: false`. */
export class ApiError extends Error {
  readonly code: string;
  readonly messages: readonly string[];

  /**
   * @param code such as `channel_not_found`
   * @param messages what is wrong in detail, as in `response_metadata.messages`
   */
  constructor(code: string, messages: readonly string[] = []) {
    super([code, ...messages].join(' '));
    this.name = 'ApiError';
    this.code = code;
    this.messages = messages;
  }
}

/** The text with a replacement character for each half of a character, which DynamoDB and others refuse. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

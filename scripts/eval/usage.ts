export const usage = `Score a parser on questions whose meaning is known.

  npm run --silent eval -- questions.jsonl
  npm run --silent eval -- --parser bedrock --bar 0.95 questions.jsonl
  npm run --silent eval -- --from-feedback

Each line of the file is JSON: {"text", "expected": intent, "surface"?, "command"?, "context"?: intent, "today"?}.
Of an unclear intent only the reason counts, and that only where it is given.

  --parser         offline (the one used when left out) or bedrock, which needs BEDROCK_MODEL_ID;
                   where the model gave no usable answer, the question counts as missed
  --bar            the share of questions to get right, from 0 to 1; 0.9 when left out
  --from-feedback  the questions whose answers people found bad, from the record of conversations: shows how
                   each is read now, and scores the share that is read otherwise than it was then
  --mark-reviewed  takes those questions off the review list afterwards
  --help           shows this

It ends with 0 when the bar is reached, 1 when not, and 2 when it was called wrongly.
`;

import type { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** The statements of the stack's one policy. */
export function statementsOf(template: Template): Statement[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  return policy?.['Properties'].PolicyDocument.Statement ?? [];
}

/** What the policy allows on whatever has this in its name, without the service's prefix, in alphabetical order. */
export function allowedOn(template: Template, resource: string): string[] {
  const statements = statementsOf(template).filter(({ Resource }) => JSON.stringify(Resource).includes(resource));
  return statements
    .flatMap(({ Action }) => Action)
    .map((action) => action.replace('dynamodb:', ''))
    .toSorted();
}

import { type EntityType, exampleStudent, firstNumbers, regionSlugs, subjectSlugs } from './recipe.ts';

const exampleNumber = Number(exampleStudent.slice('stu_'.length));

/** The id of the n-th member of a type, counted from 0. */
export function idOf(type: EntityType, ordinal: number): string {
  switch (type) {
    case 'student':
      return ordinal === 0 ? exampleStudent : `stu_${studentNumber(ordinal - 1)}`;
    case 'tutor':
      return `tut_${firstNumbers.tutor + ordinal}`;
    case 'subject':
      return `sub_${slugOf(subjectSlugs, ordinal)}_${roundOf(subjectSlugs, ordinal)}`;
    case 'region': {
      const round = roundOf(regionSlugs, ordinal);
      return `reg_${slugOf(regionSlugs, ordinal)}${round === 1 ? '' : `_${round}`}`;
    }
  }
}

/** The number of the example is taken already. */
function studentNumber(ordinal: number): number {
  const number = firstNumbers.student + ordinal;
  return number < exampleNumber ? number : number + 1;
}

const slugOf = (slugs: readonly string[], ordinal: number): string => slugs[ordinal % slugs.length] ?? '';

const roundOf = (slugs: readonly string[], ordinal: number): number => Math.floor(ordinal / slugs.length) + 1;

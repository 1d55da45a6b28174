import { BadInput } from '../../engine/badInput';
import type { Run } from '../run';

/** What anybody may change of a run besides its name. */
export type RunWords = Partial<Pick<Run, 'note' | 'tags' | 'group'>>;

const mostNote = 10_000;
const mostTags = 50;
const mostWord = 100;
const mostMessage = 1000;

const isWord = (word: string) => word.trim() !== '' && word.length <= mostWord && !/\p{Cc}/u.test(word);

/** @returns `words`, which a record has room for. @throws BadInput when it has not. */
export function checkWords(words: RunWords): RunWords {
  const { note = '', tags = [], group = null } = words;
  if (note.length > mostNote)
    throw new BadInput('note', 'A run’s note has at most {0} characters, got {1}.', [mostNote, note.length]);
  if (tags.length > mostTags || !tags.every(isWord))
    throw new BadInput('tags', 'A run has at most {0} tags, each one line of 1 to {1} characters.', [
      mostTags,
      mostWord,
    ]);
  if (group !== null && !isWord(group))
    throw new BadInput('group', 'The name of a group of runs has one line of 1 to {0} characters.', [mostWord]);
  return words;
}

/** As much of why a run failed as its record has room for. */
export const cutMessage = <T extends Partial<Pick<Run, 'message'>>>(change: T): T =>
  change.message ? { ...change, message: change.message.slice(0, mostMessage) } : change;

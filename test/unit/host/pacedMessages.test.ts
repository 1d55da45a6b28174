import { expect, test } from 'vitest';
import { PacedMessages } from '../../../src/host/pacedMessages';
import type { PacedMessage, ToWebview } from '../../../src/shared/pageProtocol';

const far = (id: number, fraction: number) => ({ type: 'taskProgress', id, fraction }) as const;

function paced() {
  const posted: PacedMessage[][] = [];
  const messages = new PacedMessages((message: ToWebview) => {
    if (message.type === 'paced') posted.push(message.messages);
  });
  const tell = (id: number, fraction: number) => messages.tell(`task ${id}`, () => far(id, fraction));
  return { messages, tell, posted };
}

test('a page that has drawn nothing yet is sent one message, and then the latest of each kind', () => {
  const { messages, tell, posted } = paced();
  for (let i = 0; i < 100; i++) {
    tell(1, i / 100);
    tell(2, i / 200);
  }
  expect(posted).toEqual([[far(1, 0)]]);
  messages.onDrawn();
  expect(posted.slice(1)).toEqual([[far(2, 0.495), far(1, 0.99)]]);
  messages.onDrawn();
  expect(posted).toHaveLength(2);
  tell(1, 1);
  expect(posted).toHaveLength(3);
});

test('what waits is asked for when it is sent, not when it is told', () => {
  const { messages, tell, posted } = paced();
  tell(2, 0);
  let now = 0;
  messages.tell('task 1', () => far(1, now));
  now = 0.5;
  messages.onDrawn();
  expect(posted[1]).toEqual([far(1, 0.5)]);
});

test('where nothing is left to tell nothing is sent, and the next is sent at once', () => {
  const { messages, tell, posted } = paced();
  messages.tell('progress', () => undefined);
  expect(posted).toEqual([]);
  tell(1, 0);
  expect(posted).toHaveLength(1);
});

test('what is told next comes after what waits, and both have to be drawn before more is sent', () => {
  const { messages, tell, posted } = paced();
  tell(1, 0);
  tell(1, 0.1);
  messages.flush();
  expect(posted).toHaveLength(2);
  tell(1, 0.2);
  messages.onDrawn();
  expect(posted).toHaveLength(2);
  messages.onDrawn();
  expect(posted).toHaveLength(3);
});

test('another page is owed nothing of the last one’s', () => {
  const { messages, tell, posted } = paced();
  tell(1, 0);
  tell(1, 0.1);
  messages.reset();
  messages.onDrawn();
  expect(posted).toHaveLength(1);
  tell(1, 0.2);
  expect(posted).toHaveLength(2);
});

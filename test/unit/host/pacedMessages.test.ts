import { expect, test } from 'vitest';
import { PacedMessages } from '../../../src/host/pacedMessages';
import type { PacedMessage, ToWebview } from '../../../src/shared/pageProtocol';

function paced() {
  const posted: PacedMessage[][] = [];
  const messages = new PacedMessages((message: ToWebview) => {
    if (message.type === 'paced') posted.push(message.messages);
  });
  const tell = (type: 'checking' | 'predicting', fraction: number) => messages.tell(type, () => ({ type, fraction }));
  return { messages, tell, posted };
}

test('a page that has drawn nothing yet is sent one message, and then the latest of each kind', () => {
  const { messages, tell, posted } = paced();
  for (let i = 0; i < 100; i++) {
    tell('checking', i / 100);
    tell('predicting', i / 200);
  }
  expect(posted).toEqual([[{ type: 'checking', fraction: 0 }]]);
  messages.onDrawn();
  expect(posted.slice(1)).toEqual([
    [
      { type: 'predicting', fraction: 0.495 },
      { type: 'checking', fraction: 0.99 },
    ],
  ]);
  messages.onDrawn();
  expect(posted).toHaveLength(2);
  tell('checking', 1);
  expect(posted).toHaveLength(3);
});

test('what waits is asked for when it is sent, not when it is told', () => {
  const { messages, tell, posted } = paced();
  tell('predicting', 0);
  let now = 0;
  messages.tell('checking', () => ({ type: 'checking', fraction: now }));
  now = 0.5;
  messages.onDrawn();
  expect(posted[1]).toEqual([{ type: 'checking', fraction: 0.5 }]);
});

test('where nothing is left to tell nothing is sent, and the next is sent at once', () => {
  const { messages, tell, posted } = paced();
  messages.tell('progress', () => undefined);
  expect(posted).toEqual([]);
  tell('checking', 0);
  expect(posted).toHaveLength(1);
});

test('what is told next comes after what waits, and both have to be drawn before more is sent', () => {
  const { messages, tell, posted } = paced();
  tell('checking', 0);
  tell('checking', 0.1);
  messages.flush();
  expect(posted).toHaveLength(2);
  tell('checking', 0.2);
  messages.onDrawn();
  expect(posted).toHaveLength(2);
  messages.onDrawn();
  expect(posted).toHaveLength(3);
});

test('another page is owed nothing of the last one’s', () => {
  const { messages, tell, posted } = paced();
  tell('checking', 0);
  tell('checking', 0.1);
  messages.reset();
  messages.onDrawn();
  expect(posted).toHaveLength(1);
  tell('checking', 0.2);
  expect(posted).toHaveLength(2);
});

import { expect, test } from 'vitest';
import { Heartbeat } from '../../../webview/host/heartbeat';

function heart() {
  const told: string[] = [];
  const heartbeat = new Heartbeat({
    ask: () => told.push('ask'),
    onSilence: () => told.push('silence'),
    onAnswer: () => told.push('answer'),
  });
  const beat = (times: number) => {
    for (let i = 0; i < times; i++) heartbeat.beat();
  };
  return { heartbeat, told, beat, said: () => told.filter((what) => what !== 'ask') };
}

test('a host that answers is asked at every beat, and never silent', () => {
  const { heartbeat, told, said } = heart();
  for (let i = 0; i < 20; i++) {
    heartbeat.beat();
    heartbeat.heard();
  }
  expect(told).toHaveLength(20);
  expect(said()).toEqual([]);
});

test('a host that is busy for some beats is not silent; one that does not answer is, once, and asked on', () => {
  const { heartbeat, told, beat, said } = heart();
  beat(5);
  heartbeat.heard();
  beat(5);
  expect(said()).toEqual([]);
  beat(5);
  expect(said()).toEqual(['silence']);
  expect(heartbeat.isSilent).toBe(true);
  expect(told.filter((what) => what === 'ask')).toHaveLength(15);
});

test('when it answers again, that is told once', () => {
  const { heartbeat, beat, said } = heart();
  beat(8);
  heartbeat.heard();
  heartbeat.heard();
  expect(said()).toEqual(['silence', 'answer']);
  expect(heartbeat.isSilent).toBe(false);
});

import { afterEach } from 'vitest';
import { Workbench } from './workbench';

/** Before a failed test's VS Code is closed: its picture and its logs are kept, and said where. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const title = `${task.suite?.name ?? ''} ${task.name}`.trim();
  const name = `failed-${title.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60)}`;
  for (const workbench of Workbench.opened) console.error(await workbench.keep(name));
});

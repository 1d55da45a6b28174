import { computed } from '@preact/signals';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { request } from '../../host/requests';
import { picked, pickHere } from '../../host/state';

/** The picked digits, for looking one up: there may be 70,000 of them. */
export const isPicked = computed(() => new Set(picked.value));

/** Picks exactly these, at once; the host owns the picks, and is told. */
export function pick(ids: SampleId[]): void {
  void request('pick', { ids, edit: pickHere(ids) }).catch(() => undefined);
}

/** Picks a digit too, or no longer. */
export const toggle = (id: SampleId): void =>
  pick(isPicked.value.has(id) ? picked.value.filter((other) => other !== id) : [...picked.value, id]);

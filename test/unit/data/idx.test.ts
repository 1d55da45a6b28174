import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIdx } from '../../../src/data/idx';
import { BadInput } from '../../../src/engine/badInput';
import { madeIdx } from './madeIdx';

const sentence = (bytes: Uint8Array, rank: number) => {
  try {
    decodeIdx(bytes, 'digits', rank);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'decoded';
};

describe('decodeIdx', () => {
  it('reads labels and images', () => {
    expect(decodeIdx(madeIdx([5]), 'labels', 1)).toEqual({ dimensions: [5], values: Buffer.from([0, 1, 2, 3, 4]) });
    const images = decodeIdx(madeIdx([2, 3, 2]), 'images', 3);
    expect(images.dimensions).toEqual([2, 3, 2]);
    expect(Array.from(images.values)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('reads bytes that start in the middle of a larger buffer', () => {
    const shifted = Buffer.concat([Buffer.from([9, 9, 9]), madeIdx([4])]).subarray(3);
    expect(Array.from(decodeIdx(shifted, 'labels', 1).values)).toEqual([0, 1, 2, 3]);
  });

  it('names the file, the place and the expected value', () => {
    expect(sentence(madeIdx([2, 3, 2]).subarray(0, 9), 3)).toBe(
      'digits: expected an IDX header of 16 bytes, the file has 9.',
    );
    expect(sentence(madeIdx([20]), 3)).toBe(
      'digits, byte 0: expected the IDX magic number 0x00000803, got 0x00000801.',
    );
    expect(sentence(madeIdx([2, 3, 2]).subarray(0, 27), 3)).toBe(
      'digits: its header says 2 × 3 × 2 values, so expected 12 bytes after byte 16, got 11.',
    );
    expect(sentence(Buffer.concat([madeIdx([3]), Buffer.of(0)]), 1)).toBe(
      'digits: its header says 3 values, so expected 3 bytes after byte 8, got 4.',
    );
  });

  it('takes a file exactly when it is as long as its header says', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), fc.nat(400), (dimensions, length) => {
        const whole = Buffer.concat([madeIdx(dimensions), Buffer.alloc(400)]);
        const exact = whole.length - 400;
        const outcome = sentence(whole.subarray(0, length), dimensions.length);
        expect(outcome === 'decoded').toBe(length === exact);
      }),
    );
  });

  it('answers any bytes with a value or one sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (bytes, rank) => {
        expect(sentence(bytes, rank)).toMatch(/^digits.*\.$|^decoded$/);
      }),
    );
  });
});

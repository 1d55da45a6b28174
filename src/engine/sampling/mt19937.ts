/** Words of a twister's state. */
export const stateWords = 624;
const n = stateWords;
const m = 397;

/** The serialisable state of a Mersenne Twister: 624 words and the position of the next one. */
export interface TwisterState {
  key: Uint32Array;
  position: number;
}

/** MT19937 (Matsumoto & Nishimura 1998), seeded by a 32-bit number as `np.random.seed` does. */
export class Mt19937 {
  private key: Uint32Array;
  private position: number;

  constructor(from: number | TwisterState) {
    if (typeof from !== 'number') {
      this.key = from.key.slice();
      this.position = from.position;
      return;
    }
    this.key = new Uint32Array(n);
    this.key[0] = from;
    for (let i = 1; i < n; i++) {
      const previous = this.key[i - 1];
      this.key[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.position = n;
  }

  /** The next 32 bits, as a number from 0 to 2³² − 1. */
  uint32(): number {
    return this.int32() >>> 0;
  }

  /** The next 32 bits, as a number from −2³¹ to 2³¹ − 1: what bits are taken out of, without a way through doubles. */
  int32(): number {
    if (this.position === n) this.refill();
    let y = this.key[this.position++] | 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** The next double in [0, 1) with 53 random bits: two draws, high bits first. */
  double(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  state(): TwisterState {
    return { key: this.key.slice(), position: this.position };
  }

  private refill(): void {
    const { key } = this;
    for (let i = 0; i < n; i++) {
      const y = (key[i] & 0x80000000) | (key[i + 1 < n ? i + 1 : 0] & 0x7fffffff);
      key[i] = key[i + m < n ? i + m : i + m - n] ^ (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
    }
    this.position = 0;
  }
}

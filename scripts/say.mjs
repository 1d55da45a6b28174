const started = Date.now();

/** Says what is being done, with the seconds since the command began. */
export function say(text) {
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}`);
}

/** Something that is missing or went wrong, in one sentence: printed as it is, without a stack. */
export class Missing extends Error {}

/** Runs a script's main function; what is missing ends it with exit code 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Missing ? error.message : error);
    process.exit(1);
  }
}

/** Two short tones, made here: a message, and a new client. Of several tabs of one browser only one plays. */
let context: AudioContext | null = null;
let mine = false;
let prepared = false;

/** Browsers let a page sound only after somebody has touched it; the first tab is the one that sounds. */
export function prepareSound(): void {
  if (prepared) return;
  prepared = true;
  const unlock = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  addEventListener('pointerdown', unlock, { once: true });
  addEventListener('keydown', unlock, { once: true });
  // Pages without a secure origin have no locks; then each tab sounds for itself.
  if (!navigator.locks) mine = true;
  else
    void navigator.locks.request(
      'parley-sound',
      () =>
        new Promise(() => {
          // Held as long as the page lives; the next tab takes over when it closes.
          mine = true;
        }),
    );
}

const TONES: Record<'message' | 'new', [hertz: number, at: number][]> = {
  message: [
    [660, 0],
    [880, 0.09],
  ],
  new: [
    [523, 0],
    [659, 0.1],
    [784, 0.2],
  ],
};

export function ring(kind: 'message' | 'new', volume: number): void {
  if (!mine || !context || context.state !== 'running' || volume <= 0) return;
  const start = context.currentTime;
  for (const [hertz, at] of TONES[kind]) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, start + at);
    loudness.gain.linearRampToValueAtTime(volume * 0.25, start + at + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0008, start + at + 0.32);
    tone.connect(loudness).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + 0.34);
  }
}

/** Lets one sync run at a time, over all tabs and the worker. */

export class Leader<T> {
  readonly #lock: string;
  readonly #work: () => Promise<T>;
  #running: Promise<T> | undefined;
  #next: Promise<T> | undefined;

  constructor(lock: string, work: () => Promise<T>) {
    this.#lock = lock;
    this.#work = work;
  }

  /** Runs the work, or once more when it is running: what it has passed by already would else be left behind. */
  run(): Promise<T> {
    if (!this.#running) return this.#start();
    return (this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#start();
      }));
  }

  /** Does something else while no sync runs. */
  alone<R>(work: () => Promise<R>): Promise<R> {
    return navigator.locks.request(this.#lock, work);
  }

  #start(): Promise<T> {
    const running = this.alone(this.#work).finally(() => {
      this.#running = undefined;
    });
    return (this.#running = running);
  }
}

import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** Has workers, which run the given script, answer every message, and returns the answers in the order of the messages. */
export async function answersOf<Message, Answer>(
  script: URL,
  messages: readonly Message[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(script)
      let asked = -1
      const ask = () => {
        asked = next++
        if (asked < messages.length) worker.postMessage(messages[asked])
        else void worker.terminate().then(() => resolve())
      }
      worker.on('error', reject)
      worker.on('message', (answer: Answer) => {
        answers[asked] = answer
        ask()
      })
      ask()
    })
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), messages.length) }, work))
  return answers
}

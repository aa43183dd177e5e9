/**
 * For a factory of listeners that a server was given without a call, as it is given `checkContinue`: no type can tell, and an exception at
 * the first event would end the process. The event has come in the place of the options and the log.
 */
export function answerAtOnce<Subject, Peer>(
  listener: (subject: Subject, peer: Peer) => void,
  subject: unknown,
  peer: unknown,
): (subject: Subject, peer: Peer) => void {
  listener(subject as Subject, peer as Peer);
  return listener;
}

import { useEffect, useRef } from 'react';
import type { HostEvent } from '../../src-shared/host-event.ts';
import { useFront } from './front-context.ts';

/** Hears the host's news of one topic while the component is there. */
export function useHostEvent<Topic extends HostEvent['topic']>(
  topic: Topic,
  listener: (event: Extract<HostEvent, { readonly topic: Topic }>) => void,
): void {
  const front = useFront();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      front.onEvent((event) => {
        if (isOfTopic(event, topic)) latest.current(event);
      }),
    [front, topic],
  );
}

function isOfTopic<Topic extends HostEvent['topic']>(
  event: HostEvent,
  topic: Topic,
): event is Extract<HostEvent, { readonly topic: Topic }> {
  return event.topic === topic;
}

import { useMutation, useQueryClient, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

/** What happens after one call; each is called even when the component that asked is gone by then. */
interface Afterwards<Data> {
  onSuccess?: (data: Data) => unknown;
  /** Whoever names it shows the failure. */
  onError?: (error: Error) => unknown;
  onSettled?: () => unknown;
}

type Mutate<Data, Variables> = (
  ...args: undefined extends Variables
    ? [variables?: Variables, afterwards?: Afterwards<Data>]
    : [variables: Variables, afterwards?: Afterwards<Data>]
) => void;

/** Each state of the union by itself, so that asking for one still tells what there is in it. */
type WithOwnMutate<State, Data, Variables> = State extends unknown
  ? Omit<State, 'mutate'> & { readonly mutate: Mutate<Data, Variables> }
  : never;

export type ServerMutation<Data, Variables> = WithOwnMutate<UseMutationResult<Data, Error, Variables>, Data, Variables>;

/**
 * A change on the server, whose failure is shown exactly once, by whoever can show it best: `mutateAsync` leaves it to who waits (a form),
 * `mutate` to its `onError`, or to the component when it reads `error`; all else is told in a toast, and a lost session leads to the door.
 * A failed mutation of the query library would be told by nobody, or, once its component is gone, to nobody.
 */
export function useServerMutation<Data, Variables = void, Before = unknown>(
  options: UseMutationOptions<Data, Error, Variables, Before>,
): ServerMutation<Data, Variables> {
  const queryClient = useQueryClient();
  const mutation = useMutation(options);
  const { mutateAsync } = mutation;
  const isErrorShown = useRef(false);
  const mutate = useCallback(
    (variables?: Variables, { onSuccess, onError, onSettled }: Afterwards<Data> = {}) => {
      const fail = (error: Error) => {
        if (onError) onError(error);
        else if (!isErrorShown.current) queryClient.getDefaultOptions().mutations?.meta?.tell?.(error);
      };
      void mutateAsync(variables as Variables)
        .then((data) => void onSuccess?.(data), fail)
        .finally(() => void onSettled?.());
    },
    [mutateAsync, queryClient],
  );
  return {
    ...mutation,
    // Only `error` may be read later than the rest: its reading is what counts.
    get error() {
      isErrorShown.current = true;
      return mutation.error;
    },
    mutate,
  } as ServerMutation<Data, Variables>;
}

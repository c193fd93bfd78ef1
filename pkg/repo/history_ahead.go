package repo

import "iter"

// ahead is how many values may wait for what another process says of them.
const ahead = 256

// lookAhead runs through a sequence in a goroutine of its own, and hands its
// values on after begin was told of some of the following ones. begin may block:
// a value is on its way before begin is called with it, so whoever reads values
// and answers in turn keeps both moving. cancel must end what the sequence and
// begin wait for; it is called only when the
// consumer has had enough.
func lookAhead[T any](cancel func(), seq iter.Seq2[T, error], begin func(T)) iter.Seq2[T, error] {
	type result struct {
		value T
		err   error
		fault any // what the goroutine panicked with, for whoever recovers here
	}
	return func(yield func(T, error) bool) {
		found, stop := make(chan result, ahead), make(chan struct{})
		go func() {
			defer close(found)
			defer func() {
				if fault := recover(); fault != nil {
					found <- result{fault: fault}
				}
			}()
			for v, err := range seq {
				select {
				case found <- result{value: v, err: err}:
				case <-stop:
					return
				}
				if err != nil {
					return
				}
				begin(v)
			}
		}()
		for r := range found {
			if r.fault != nil {
				panic(r.fault)
			}
			if yield(r.value, r.err) {
				continue
			}
			// The goroutine must be over before what it uses is closed.
			close(stop)
			cancel()
			for range found {
				continue
			}
			return
		}
	}
}

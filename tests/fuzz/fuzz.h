/* fuzz.h: what a target of the fuzzer is: one function on a buffer, from outside. It must
 * neither crash nor hang, and what it lets through must keep the promises of its header.
 *
 * libFuzzer calls it with inputs that it invents (make fuzz); replay.c with the seeds
 * (make check), to which each input that was ever a fault belongs. */
#ifndef TELEX_TESTS_FUZZ_FUZZ_H
#define TELEX_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif

/* Calls through late stubs reach the library with every argument as it was, the
 * first time as the second. */
#include "toy.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_arguments(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        assert_int_equal(toy_ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 385);
        assert_true(toy_nine(1, 2, 3, 4, 5, 6, 7, 8, 9) == 285);
        ToyTriple t = toy_triple(1.5, 2, 3.5);
        assert_true(t.a == 1.5 && t.b == 2 && t.c == 3.5);
        ToyPair p = toy_pair((ToyPair){2.5, -7}, 2);
        assert_true(p.a == 5 && p.b == -14);
        assert_true(toy_long(1.0L, 4) == 0.25L);
        assert_true(toy_sum(9, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0) == 45);
        assert_true(toy_sum(0) == 0);
    }
}

static void test_address(void **state)
{
    (void)state;
    assert_int_equal(toy_apply(toy_twice, 21), 42);
}

static void *count(void *unused)
{
    (void)unused;
    toy_count();
    return NULL;
}

/* Threads that meet at the first call of a function. */
static void test_threads(void **state)
{
    (void)state;
    enum { N = 16 };
    pthread_t threads[N];
    for (int i = 0; i < N; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count, NULL), 0);
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(toy_count(), N + 1);
}

static void test_missing(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        _exit(gone_function() + 40);
    }
    close(ends[1]);
    char said[512] = "";
    ssize_t n = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    assert_true(n > 0 && strstr(said, "gazmap: a library is missing: liblate_gone.so") != NULL);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_address),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

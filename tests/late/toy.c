#include "toy.h"

#include <stdarg.h>
#include <stdatomic.h>

long toy_ten(int a, long b, short c, char d, unsigned e, long f, int g, long h, int i, long j)
{
    return a + 2 * b + 3 * c + 4 * d + 5L * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}

double toy_nine(double a, float b, double c, double d, double e, double f, double g, double h,
                double i)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i;
}

ToyTriple toy_triple(double a, int b, double c)
{
    return (ToyTriple){a, b, c};
}

ToyPair toy_pair(ToyPair p, int times)
{
    return (ToyPair){p.a * times, p.b * times};
}

long double toy_long(long double a, int b)
{
    return a / b;
}

double toy_sum(int n, ...)
{
    va_list list;
    va_start(list, n);
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += va_arg(list, double);
    va_end(list);
    return sum;
}

int toy_apply(int (*f)(int), int x)
{
    return f(x);
}

int toy_twice(int x)
{
    return 2 * x;
}

int toy_count(void)
{
    static atomic_int calls;
    return atomic_fetch_add(&calls, 1) + 1;
}

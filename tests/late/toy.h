/** Functions that take and give values in every way the calling convention knows. */
#pragma once

typedef struct {
    double a, b, c;
} ToyTriple; /* given back in memory */

typedef struct {
    double a;
    long b;
} ToyPair; /* given back in registers of both kinds */

long toy_ten(int a, long b, short c, char d, unsigned e, long f, int g, long h, int i, long j);
double toy_nine(double a, float b, double c, double d, double e, double f, double g, double h,
                double i);
ToyTriple toy_triple(double a, int b, double c);
ToyPair toy_pair(ToyPair p, int times);
long double toy_long(long double a, int b);
double toy_sum(int n, ...); /* of @n doubles */
int toy_apply(int (*f)(int), int x);
int toy_twice(int x);
int toy_count(void); /* the calls of it so far */

int gone_function(void);

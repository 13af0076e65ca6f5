#pragma once
static const float JUDGE_WEIGHTS[JUDGE_FEATURES] = {0};

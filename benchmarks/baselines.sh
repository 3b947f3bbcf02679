#!/bin/sh
# The kernel beside programs written by hand in C++ for the same workload, one thread each, with uncertain assumptions and with fixed ones:
#   benchmarks/baselines.sh FOLDER
# FOLDER holds rc2-b1.cpp (a plain loop over the days) and rc2-best.cpp (lanes, event by event, keyed draws, all tallies).
set -e
folder=${1:?name the folder that holds rc2-b1.cpp and rc2-best.cpp}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
g++ -O3 -march=x86-64-v3 -fno-tree-vectorize "$folder/rc2-b1.cpp" -o "$work/b1"
# It is written for vectors of 512 bits, and stops compiling, or at once, on a machine without.
if ! { g++ -O3 -march=native "$folder/rc2-best.cpp" -o "$work/best" && "$work/best" 4096 1 1; } >"$work/why" 2>&1; then
  rm -f "$work/best"
  echo 'rc2-best.cpp does not run on this machine (it needs AVX-512): only B1 is compared with.'
fi
dotnet build -c Release --nologo -v quiet "$here/ScenarioSim.Benchmarks" >/dev/null
pin=""
command -v taskset >/dev/null && pin="taskset -c 1"

# The least time of a run that a program in C++ prints for a kind of assumptions: fixed or uncert.
least() { awk -v kind="$1" '$0 ~ " " kind " " {for (i = 1; i < NF; i++) if ($i == "min") print $(i + 1)}' "$2"; }

table() {
  printf '\n%s\n' "$1"
  $pin "$work/b1" 20000 60 20000 >"$work/out"
  printf '%-20s %8.0f ns a run\n' 'B1, day by day' "$(least "$2" "$work/out")" | tee "$work/table"
  if [ -x "$work/best" ]; then
    $pin "$work/best" 147456 40 1 'philox4x32-10 int32 +tallies' >"$work/out"
    printf '%-20s %8.0f ns a run\n' 'best, in C++' "$(least "$2" "$work/out")" | tee -a "$work/table"
  fi
  $pin dotnet run -c Release --no-build --project "$here/ScenarioSim.Benchmarks" -- kernel "$3" | tee -a "$work/table"
  awk -F '  +' '
    {split($NF, t, " "); time[NR] = t[1]; name[NR] = $1}
    $1 ~ /^best/ {best = t[1]}
    END {
      print ""
      for (i = 1; i <= NR; i++) {
        printf "%-20s %5.2f times as fast as B1", name[i], time[1] / time[i]
        if (best) printf ", %5.2f times as fast as the best", best / time[i]
        print ""
      }
    }' "$work/table"
}

table 'Uncertain assumptions' uncert reference-crisis
table 'Fixed assumptions' fixed reference-crisis-fixed

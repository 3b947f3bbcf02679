#!/bin/sh
# The kernel beside programs written by hand in C++ for the same workload, one thread each:
#   benchmarks/baselines.sh FOLDER
# FOLDER holds rc2-b1.cpp (a plain loop over the days) and rc2-best.cpp (lanes, event by event, keyed draws, all tallies).
set -e
folder=${1:?name the folder that holds rc2-b1.cpp and rc2-best.cpp}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
g++ -O3 -march=x86-64-v3 -fno-tree-vectorize "$folder/rc2-b1.cpp" -o "$work/b1"
g++ -O3 -march=native "$folder/rc2-best.cpp" -o "$work/best"
dotnet build -c Release --nologo -v quiet "$here/ScenarioSim.Benchmarks" >/dev/null
pin=""
command -v taskset >/dev/null && pin="taskset -c 1"
$pin "$work/b1" | awk '/uncert/ {for (i = 1; i < NF; i++) if ($i == "min") printf "%-20s %8.0f ns a run\n", "B1, day by day", $(i + 1)}' | tee "$work/table"
$pin "$work/best" 147456 40 1 'philox4x32-10 int32 +tallies' | awk '/uncert/ {for (i = 1; i < NF; i++) if ($i == "min") printf "%-20s %8.0f ns a run\n", "best, in C++", $(i + 1)}' | tee -a "$work/table"
$pin dotnet run -c Release --no-build --project "$here/ScenarioSim.Benchmarks" -- kernel | tee -a "$work/table"
awk -F '  +' '{split($NF, t, " "); time[NR] = t[1]; name[NR] = $1} END {print ""; for (i = 1; i <= NR; i++) printf "%-20s %5.2f times as fast as B1, %5.2f times as fast as the best\n", name[i], time[1] / time[i], time[2] / time[i]}' "$work/table"

#!/usr/bin/env bash
# The words of ./run as people give them, right and wrong: words.sh WORD ROOT PROGRAM SCRATCH, where WORD is
#   run                        ROOT/run itself, with what it refuses before it builds anything
#   scenario, migrate, backup  those of xueshi-tool, which ./run passes on to it
#   fuzz                       a target under our own driver: PROGRAM bears all, PROGRAM-broken not "breaks"
#   soak                       xueshi-soak
set -euo pipefail

word="$1"
root="$2"
program="$3"
scratch="$4"

# expect CODE OUT ERR COMMAND…: how it ends, and a text that each output has in it; empty: it says nothing.
expect() {
    local code="$1" out="$2" err="$3" result=0
    shift 3
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || result=$?
    [[ $result -eq $code ]] || fail "it ended with $result, not $code" "$@"
    says out "$out" || fail "its output has not: ${out:-nothing}" "$@"
    says err "$err" || fail "its messages have not: ${err:-nothing}" "$@"
}

says() {
    if [[ -z "$2" ]]; then
        [[ ! -s "$scratch/$1" ]]
    else
        grep -qF -- "$2" "$scratch/$1"
    fi
}

fail() {
    printf '%s\n' "${*:2}" "$1" "its output:" "$(cat "$scratch/out")" \
        "its messages:" "$(cat "$scratch/err")" >&2
    exit 1
}

# also out|err TEXT: what the last command said besides.
also() {
    says "$1" "$2" || fail "it did not say: $2" "the last command"
}

refused() {
    local says="$1"
    shift
    expect 2 '' "$says" "$@"
}

# ./run tells how it is used, and never begins to build.
run() {
    expect 0 'migrate FROM TO [--json]' '' "$program"
    expect 0 'Usage: ./run WORD' '' "$program" --help
    refused "there is no word 'migrat'" "$program" migrat
    also err '用法见 ./run help'
    for word in migrate backup; do
        refused "$word needs from where and to where" "$program" "$word"
        refused "$word needs from where and to where" "$program" "$word" one
    done
    refused 'migrate needs from where' "$program" migrate one two three four
    refused 'backup needs from where' "$program" backup one two three
    refused 'scenario needs a file' "$program" scenario
    refused "cannot read '$scratch/none.json'" "$program" scenario "$scratch/none.json"
    refused "scenario does not know '--fast'" "$program" scenario --fast
    refused '--storage needs a value' "$program" scenario --storage
    refused 'soak needs a number' "$program" soak long
    refused 'soak needs a number' "$program" soak -1
    refused 'soak takes minutes' "$program" soak 1 2
    refused 'fuzz needs a number' "$program" fuzz
    refused 'fuzz needs a number' "$program" fuzz json
    refused 'fuzz needs a minute or more' "$program" fuzz 0
    refused "there is no fuzzer 'jason', but entry json policy request text" "$program" fuzz 1 jason
    refused 'fuzz takes minutes and one name' "$program" fuzz 1 json text
}

scenario() {
    local good="$root/tests/scenarios/year-1-project-year.json"
    local bad="$scratch/bad.json"
    expect 0 "ok    $good  Hours belong to the project's year" '' "$program" scenario "$good"
    expect 0 '2 of 2 scenarios in order' '' "$program" scenario "$good" \
        "$root/tests/scenarios/org-1-tree.json" --storage "sqlite:$scratch/county"
    [[ -z "$(find "$scratch" -name 'county*')" ]] || fail 'it left something behind' scenario
    # The last answer of three is to have what it can't have.
    cp -r "$root/tests/scenarios/fixtures" "$scratch/fixtures"
    sed 's/"expect": {"result": {"records": \[\]}}}$/"expect": {"result": {"records": [{}]}}}/' \
        "$good" >"$bad"
    expect 1 "FAIL  $bad" '' "$program" scenario "$bad"
    expect 1 '1 of 2 scenarios in order' '' "$program" scenario "$good" "$bad" \
        --storage "sqlite:$scratch/county"
    also out "left for inspection: sqlite:$scratch/county-"
    expect 1 "can't read $scratch/none.json" '' "$program" scenario "$scratch/none.json"
    printf '{"title": ' >"$scratch/half.json"
    expect 1 "FAIL  $scratch/half.json" '' "$program" scenario "$scratch/half.json"
    expect 1 'argument.invalid' '' "$program" scenario "$good" --storage nowhere:
    refused 'scenario needs a file' "$program" scenario
    refused "scenario does not know '--fast'" "$program" scenario "$good" --fast
    refused '--storage needs a URL' "$program" scenario "$good" --storage
}

# play NAME SEED: a small province in the file $scratch/NAME.
play() {
    expect 0 '"teachers"' 'generates the province' \
        "$program" demo --teachers 60 --seed "$2" --json --storage "sqlite:$scratch/$1"
}

digest() {
    sed -n 's/.*"state_digest":"\(sha256:[0-9a-f]*\)".*/\1/p' "$scratch/out"
}

migrate() {
    local from="sqlite:$scratch/from.db" to="sqlite:$scratch/to.db" first
    play from.db 1
    expect 0 'The copy is sound' 'compares the digests' "$program" migrate "$from" "$to"
    also out '副本完好'
    expect 0 '(0 copied now)' 'replays the log' "$program" migrate "$from" "$to"
    expect 0 '"faults":[]}' 'verifies the log' "$program" migrate "$from" "$to" --json
    first="$(digest)"
    expect 0 '"faults":[]}' 'verifies the log' "$program" migrate --json "$to" memory:
    [[ -n "$first" && "$(digest)" == "$first" ]] || fail "another digest than $first" migrate
    refused 'migrate needs to know from where and to where' "$program" migrate
    refused 'migrate needs to know from where and to where' "$program" migrate "$from" --json
    refused "migrate does not know 'three'" "$program" migrate one two three
    refused "migrate does not know '--fast'" "$program" migrate "$from" "$to" --fast
    expect 1 '' 'argument.invalid' "$program" migrate nowhere: "$to"
    expect 1 '' 'the source holds nothing' "$program" migrate memory: "$to"
    expect 1 '' 'storage.unavailable' "$program" migrate "$from" "sqlite:$scratch/no/folder.db"
    # Another province lies where it should go.
    play other.db 2
    expect 1 '' 'argument.invalid: migration: ' "$program" migrate "$from" "sqlite:$scratch/other.db"
}

backup() {
    play live.db 1
    expect 0 '' 'copying pages' "$program" backup "$scratch/live.db" "$scratch/copy.db"
    expect 0 '"faults":[]}' 'verifies the log' "$program" migrate --json "sqlite:$scratch/copy.db" memory:
    expect 1 '' 'copy.db is there already' "$program" backup "$scratch/live.db" "$scratch/copy.db"
    expect 1 '' 'there is no file' "$program" backup "$scratch/none.db" "$scratch/new.db"
    expect 1 '' 'storage.unavailable' "$program" backup "$scratch/live.db" "$scratch/no/new.db"
    printf 'no database at all' >"$scratch/text.db"
    expect 1 '' 'xueshi-tool: storage.' "$program" backup "$scratch/text.db" "$scratch/new.db"
    [[ -z "$(find "$scratch" -name 'new.db*')" ]] || fail 'a failure left a copy behind' backup
    refused 'backup needs to know from where and to where' "$program" backup
    refused 'backup needs to know from where and to where' "$program" backup "$scratch/live.db"
    refused "backup does not know 'three'" "$program" backup one two three
    refused "backup does not know '--json'" "$program" backup one two --json
}

fuzz() {
    expect 0 'of the corpus, 50 mutations' 'XUESHI_TEST_SEED' \
        env XUESHI_TEST_SCALE=1 "$program-json" "$root/tests/fuzz/corpus/json" "$scratch/finding" 50
    [[ ! -e "$scratch/finding" ]] || fail 'it found something' fuzz
    refused 'CORPUS FINDING COUNT' "$program-json"
    refused 'CORPUS FINDING COUNT' "$program-json" "$root/tests/fuzz/corpus/json" "$scratch/finding"
    refused 'COUNT is a number' "$program-json" "$root/tests/fuzz/corpus/json" "$scratch/finding" many
    refused 'no corpus' "$program-json" "$scratch/none" "$scratch/finding" 50
    # The control: what ends a target is kept.
    ulimit -c 0
    mkdir "$scratch/corpus"
    printf 'this is borne' >"$scratch/corpus/1"
    expect 0 '1 of the corpus' 'XUESHI_TEST_SEED' "$program-broken" "$scratch/corpus" "$scratch/finding" 0
    printf 'this breaks it' >"$scratch/corpus/2"
    expect 134 '' 'one word too many' "$program-broken" "$scratch/corpus" "$scratch/finding" 0
    [[ "$(cat "$scratch/finding")" == 'this breaks it' ]] || fail 'the input was not kept' fuzz
}

# Sanitizers hold memory back: what becomes of it is not judged here (see unit.SoakUsage).
soak() {
    local result=0
    refused 'xueshi-soak SECONDS' "$program"
    refused 'xueshi-soak SECONDS' "$program" 1 2
    for wrong in long -1 1h 1.5 99999999999999999999; do
        refused 'xueshi-soak SECONDS' "$program" "$wrong"
    done
    "$program" 0 >"$scratch/out" 2>"$scratch/err" || result=$?
    also out 'XUESHI_TEST_SEED'
    also out '3 seasons, '
    also out ' handles'
    if [[ $result -ne 0 ]]; then
        [[ $result -eq 1 ]] || fail "it ended with $result" soak
        also out 'more memory is held than after the warm-up'
    fi
}

rm -rf "$scratch"
mkdir -p "$scratch"
"$word"

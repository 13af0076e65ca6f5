# bash completion for gazmap. Commands, options and their kinds of value come from
# the program's own --help; names of places from its index.

_gazmap_help() { "${COMP_WORDS[0]/#\~/$HOME}" "$@" --help 2>/dev/null; }

# The places whose name begins with $1, as the gazetteer compares names. readline keeps
# what begins with the very letters: $1 takes the place of its own beginning.
_gazmap_places() {
  [ ${#1} -ge 2 ] || return
  "${COMP_WORDS[0]/#\~/$HOME}" lookup --prefix --format tsv --max 60 -- "$1" 2>/dev/null | tail -n +2 | cut -f 3 |
    while IFS= read -r name; do
      plain=$(iconv -f UTF-8 -t ASCII//TRANSLIT <<<"$name" 2>/dev/null)
      case ${name,,} in "${1,,}"*) printf '%s\n' "$1${name:${#1}}"; continue ;; esac
      case ${plain,,} in "${1,,}"*) printf '%s\n' "$1${plain:${#1}}" ;; esac
    done | awk '!seen[$0]++'
}

# Fills COMPREPLY with the lines of standard input, quoted for the shell.
_gazmap_reply() {
  local line
  while IFS= read -r line; do
    [ -n "$line" ] && COMPREPLY+=("$(printf '%q' "$line")")
  done
}

_gazmap_files() {
  local line
  while IFS= read -r line; do
    if [ -d "$line" ]; then COMPREPLY+=("$(printf '%q' "$line")/"); compopt -o nospace 2>/dev/null
    else COMPREPLY+=("$(printf '%q' "$line")"); fi
  done < <(compgen -f -- "$1")
}

# What stands behind an option in the help: FILE, PLACE, LENGTH, … or nothing.
_gazmap_value_of() {
  _gazmap_help "$1" | sed -nE "s/^  (-[a-z], )?$2(=([A-Z-]+))?( .*)?\$/\3/p" | head -n 1
}

_gazmap_value() {
  local command=$1 option=$2 word=$3 words=""
  case $option in
    -o) option=--output ;;
    -n) option=--max ;;
  esac
  case $option in
    --format)
      case $command in
        draw | batch) words="svg png pdf html geojson csv kml gpx yaml" ;;
        scene) words="table geojson csv kml gpx yaml" ;;
        *) words="table tsv json geojson" ;;
      esac ;;
    --theme) words="report print dark humanitarian contrast" ;;
    --side) words="left right both" ;;
    --cap) words="round flat" ;;
    --input-format) words="plain markdown html" ;;
    --svg-text) words="text paths" ;;
    --engine) words="gazmap cairo" ;;
    --include) words="comments" ;;
    --size) words="1600x1200 180x120mm A4 A3" ;;
  esac
  if [ -n "$words" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    [ "$option" != --theme ] || _gazmap_files "$word"
    return
  fi
  case $(_gazmap_value_of "$command" "$option") in
    FILE | DIR) _gazmap_files "$word" ;;
    PLACE | EXTENT) _gazmap_reply < <(_gazmap_places "$word") ;;
  esac
}

_gazmap() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  word=${word//\\/}
  word=${word#[\"\']}
  if [ "$COMP_CWORD" = 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_gazmap_help | sed -nE 's/^  ([a-z]+) .*/\1/p') --help --version" -- "$word")
    return
  fi
  if [ "$word" = "=" ] || [ "$before" = "=" ]; then
    [ "$word" != "=" ] || word=""
    [ "$before" != "=" ] || before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $before == -* ]] && { [[ $before == -[on] ]] || [ -n "$(_gazmap_value_of "$command" "$before")" ]; }; then
    _gazmap_value "$command" "$before" "$word"
    return
  fi
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_gazmap_help "$command" | grep -oE '^  (-[a-z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+')" -- "$word")
    return
  fi
  case $command in
    lookup) _gazmap_reply < <(_gazmap_places "$word") ;;
    gazetteer) [ "$COMP_CWORD" = 2 ] && mapfile -t COMPREPLY < <(compgen -W "build info" -- "$word") || _gazmap_files "$word" ;;
    geo)
      if [ "$COMP_CWORD" = 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "buffer segment within measure" -- "$word")
      else
        _gazmap_files "$word"
        [ "${COMP_WORDS[2]}" = buffer ] || _gazmap_reply < <(_gazmap_places "$word")
      fi ;;
    help) ;;
    *) _gazmap_files "$word" ;;
  esac
}

complete -F _gazmap gazmap

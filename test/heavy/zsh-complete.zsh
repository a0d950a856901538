# Types lines into an interactive zsh, each with a tab behind it, and prints what becomes of them.
# zsh -f zsh-complete.zsh SCRIPT LINE…
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PROMPT="READY "; autoload -U compinit; compinit -u -D; source '$1'; show() { print -r -- "<<$BUFFER>>"; BUFFER=; zle reset-prompt }; zle -N show; bindkey "^X" show; bindkey "^I" complete-word; setopt no_list_beep; print LOADED'
zpty -r shell output $'*LOADED*LOADED*READY '
shift
for line; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r shell output '*<<*>>*'
  print -r -- "${${output##*<<}%%>>*}"
done
zpty -d shell

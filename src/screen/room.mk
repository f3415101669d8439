# screen (rank 6): the only curses
EXTRA_DIST += src/screen/screen.h src/screen/commands.h src/screen/menu.h src/screen/prompt.h src/screen/prompt_edit.h src/screen/state.h \
  src/screen/terminal.h src/screen/view.h
# The prompt, menus, help, and the commands that are not about moving and stories.
screen_asked_sources = src/screen/browse.c src/screen/commands.c src/screen/commands_names.c src/screen/help.c src/screen/menu.c \
  src/screen/prompt.c src/screen/prompt_complete.c src/screen/prompt_edit.c
EXTRA_DIST += $(screen_asked_sources)

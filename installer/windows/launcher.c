/* Starts DP Manager: loads the Python beside it and runs the package. No other Python is used. */
#include <windows.h>
#include <wchar.h>

#define LONGEST 32768

static int say(const wchar_t *what) {
    MessageBoxW(NULL, what, L"DP Manager", MB_ICONERROR | MB_OK);
    return 1;
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show) {
    static wchar_t folder[LONGEST], library[LONGEST];
    wchar_t *arguments[64], *end;
    int count = 0;
    (void)self; (void)before; (void)line; (void)show;

    GetModuleFileNameW(NULL, folder, LONGEST);
    end = wcsrchr(folder, L'\\');
    if (end == NULL) return say(L"DP Manager does not know where it is. Install it again.");
    *end = 0;
    swprintf(library, LONGEST, L"%ls\\python\\python313.dll", folder);
    SetEnvironmentVariableW(L"DPMANAGER_LAUNCHER", L"1");
    SetDllDirectoryW(L"");
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return say(L"A part of DP Manager is missing. Your records are safe. Install it again.");
    int (*run)(int, wchar_t **) = (int (*)(int, wchar_t **))(void *)GetProcAddress(python, "Py_Main");
    if (run == NULL)
        return say(L"A part of DP Manager is damaged. Your records are safe. Install it again.");
    arguments[count++] = __wargv[0];
    arguments[count++] = L"-m";
    arguments[count++] = L"dpmanager";
    if (__argc == 1) arguments[count++] = L"open";
    for (int i = 1; i < __argc && count < 63; i++) arguments[count++] = __wargv[i];
    arguments[count] = NULL;
    return run(count, arguments);
}

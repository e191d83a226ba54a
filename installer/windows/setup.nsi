; The installer for Windows: for one person, without an administrator, without the internet.
; makensis -DVERSION=1.0.0 -DNUMBERS=1.0.0.0 -DAPP=folder -DOUT=setup.exe -DICON=file.ico
;          -DPANEL=file.bmp -DSIZE_KB=n [-DFAST] setup.nsi

Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh

!define NAME "DP Manager"
!define PROGRAM "DP Manager.exe"
!define KEY "Software\DPManager"
!define APPS "Software\Microsoft\Windows\CurrentVersion\Uninstall\DPManager"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
InstallDirRegKey HKCU "${KEY}" "InstallDir"
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef FAST
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!endif

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installs ${NAME}"
VIAddVersionKey "LegalCopyright" "GPL-3.0-or-later"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PANEL}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Install ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "This puts ${NAME} on this computer, for you alone.$\r$\n$\r$\nNo administrator and no internet are needed. Your records are never sent anywhere.$\r$\n$\r$\nPress Install to go on."
!define MUI_FINISHPAGE_TITLE "${NAME} is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the Start menu under ${NAME}."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "Open ${NAME} now"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "This takes ${NAME} off this computer. Your books and receipts stay where they are."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs has its file open, so that nobody else can write to it.
!macro RefuseWhileRunning
again:
  IfFileExists "$INSTDIR\${PROGRAM}" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  IfErrors 0 close
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is open. Close it, then press Retry. Nothing has been changed." /SD IDCANCEL IDRETRY again
  SetErrorLevel 3
  Abort
close:
  FileClose $0
free:
!macroend

!macro TakeOff
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\Licences"
  Delete "$INSTDIR\${PROGRAM}"
!macroend

Section "Install"
  !insertmacro RefuseWhileRunning
  DetailPrint "This takes about a minute."
  SetDetailsPrint none
  !insertmacro TakeOff
  SetOutPath "$INSTDIR"
  File /r "${APP}\*.*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${APPS}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${APPS}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${APPS}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${APPS}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${APPS}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${APPS}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${APPS}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${APPS}" "NoModify" 1
  WriteRegDWORD HKCU "${APPS}" "NoRepair" 1
  WriteRegDWORD HKCU "${APPS}" "EstimatedSize" ${SIZE_KB}
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning
  DetailPrint "This takes a few seconds."
  SetDetailsPrint none
  !insertmacro TakeOff
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${APPS}"
  DeleteRegKey HKCU "${KEY}"
  IfSilent done
  MessageBox MB_OK "${NAME} is off this computer. Your books stay where you keep them. Most people keep them in Documents."
done:
SectionEnd

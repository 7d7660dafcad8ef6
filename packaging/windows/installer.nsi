; The setup program, per user and without administrator. installer.py calls makensis and defines the names in ${}.
;   /S            silent            /NODESKTOP    no link on the desktop
;   /D=folder     where to; last, without quotation marks
; uninstall.exe /S removes the program and keeps the drafts.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; Wider than both programs together, which hold the same modules.
SetCompressorDictSize 32
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define TITLE "政府信息公开年报助手"
!define PROGRAM_KEY "Software\gia-desktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\gia-desktop"
!define CLASSES "Software\Classes"
; The drafts lie elsewhere: gia_desktop/app/program/dirs.py.
!define DATA "$LOCALAPPDATA\gia-desktop"

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\gia-desktop"
; An upgrade goes where the old version is.
InstallDirRegKey HKCU "${PROGRAM_KEY}" "InstallDir"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "GIA Desktop contributors"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\gia-desktop.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program that runs can't be replaced. Silent runs end with code 2.
!macro WAIT_UNTIL_CLOSED
  retry:
  ${If} ${FileExists} "$INSTDIR\gia-desktop.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\gia-desktop.exe" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE}正在运行。$\r$\n请先关闭它的窗口，再点“重试”。" \
        /SD IDCANCEL IDRETRY retry
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; By name and never the whole folder: the clerk may have chosen one that holds other things.
!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\LICENSES"
  Delete "$INSTDIR\gia-desktop.exe"
  Delete "$INSTDIR\gia.exe"
!macroend

; Files of ours open by a double click.
!macro REGISTER_KIND ENDING CLASS WORDS
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\gia-desktop.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\gia-desktop.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${CLASS}"
  WriteRegNone HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${CLASS}"
!macroend

; What another program took over in the meantime stays with it.
!macro FORGET_KIND ENDING CLASS
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${CLASS}"
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
!macroend

; Explorer shows the new icons at once (SHCNE_ASSOCCHANGED).
!macro TELL_EXPLORER
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "${TITLE}（必需）" SectionProgram
  SectionIn RO
  !insertmacro WAIT_UNTIL_CLOSED
  ; What an older version had and this one has not must not stay behind.
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  !cd "${PROGRAM}"
  File /r "*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\gia-desktop.exe"

  WriteRegStr HKCU "${PROGRAM_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "GIA Desktop contributors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\gia-desktop.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  !insertmacro REGISTER_KIND ".gia" "GiaDesktop.Report" "政府信息公开工作年度报告"
  !insertmacro REGISTER_KIND ".giar" "GiaDesktop.Register" "依申请公开登记"
  !insertmacro REGISTER_KIND ".giac" "GiaDesktop.Collection" "年报收集文件"
  !insertmacro TELL_EXPLORER
SectionEnd

Section "桌面快捷方式" SectionDesktop
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\gia-desktop.exe"
SectionEnd

Section "Uninstall"
  !insertmacro WAIT_UNTIL_CLOSED
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  ; Goes only when nothing else is in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${PROGRAM_KEY}"
  !insertmacro FORGET_KIND ".gia" "GiaDesktop.Report"
  !insertmacro FORGET_KIND ".giar" "GiaDesktop.Register"
  !insertmacro FORGET_KIND ".giac" "GiaDesktop.Collection"
  !insertmacro TELL_EXPLORER

  ${If} ${FileExists} "${DATA}\*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
      "草稿、备份和设置还在：$\r$\n${DATA}$\r$\n$\r$\n要把它们也删除吗？删除后不能恢复。$\r$\n选“否”，以后重新安装时可以接着用。" \
      /SD IDNO IDNO keep
    RMDir /r "${DATA}"
    keep:
  ${EndIf}
SectionEnd

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${TITLE}需要 64 位的 Windows 10 或更新的系统。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ; Whoever removed the link does not get it back by an upgrade.
  ReadRegStr $0 HKCU "${PROGRAM_KEY}" "InstallDir"
  ${If} $0 != ""
  ${AndIfNot} ${FileExists} "$DESKTOP\${TITLE}.lnk"
    !insertmacro UnselectSection ${SectionDesktop}
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/NODESKTOP" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${SectionDesktop}
  ${EndIf}
FunctionEnd
